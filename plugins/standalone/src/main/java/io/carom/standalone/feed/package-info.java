/** What the command line names becomes events: walks folders, tells mails, logs, webhook bodies and event files apart, reads each. */
@NullMarked
package io.carom.standalone.feed;

import org.jspecify.annotations.NullMarked;
