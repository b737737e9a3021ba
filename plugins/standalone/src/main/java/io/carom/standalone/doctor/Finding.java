package io.carom.standalone.doctor;

/**
 * One thing that is wrong. Immutable.
 *
 * @param level how bad it is
 * @param area where: {@code settings}, {@code keys}, {@code store}, {@code policy}, {@code queues} ...
 * @param code a stable short name of the kind of finding
 * @param message what is wrong, naming thing and value; tells no secret
 * @param remedy what to do about it
 */
public record Finding(Level level, String area, String code, String message, String remedy) {
    /** How bad a finding is. */
    public enum Level {
        /** Something does not work or is lost. */
        ERROR("error"),
        /** Something works, but will not for long, or not as it should. */
        WARNING("warning");

        private final String word;

        Level(String word) {
            this.word = word;
        }

        /** The word in listings. */
        public String word() {
            return word;
        }
    }

    /** An error. */
    public static Finding error(String area, String code, String message, String remedy) {
        return new Finding(Level.ERROR, area, code, message, remedy);
    }

    /** A warning. */
    public static Finding warning(String area, String code, String message, String remedy) {
        return new Finding(Level.WARNING, area, code, message, remedy);
    }
}
