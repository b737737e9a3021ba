/** Tests of what people are told of incidents. */
package io.carom.standalone.incident;
