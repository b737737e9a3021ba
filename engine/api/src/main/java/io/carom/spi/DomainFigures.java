package io.carom.spi;

import java.util.List;

/**
 * What a registered domain answered within some days. Immutable.
 *
 * @param domain the registered domain
 * @param hard hard bounces
 * @param soft soft bounces
 * @param codes how many different codes
 * @param samples the latest verbatim reasons, newest first, one for each code and day, at most three
 */
public record DomainFigures(String domain, long hard, long soft, int codes, List<String> samples) {}
