/** Made-up event histories of realistic shape, so that anybody can try and measure without private data. */
@NullMarked
package io.carom.engine.simulate.generate;

import org.jspecify.annotations.NullMarked;
