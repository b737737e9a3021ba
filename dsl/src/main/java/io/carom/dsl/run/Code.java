package io.carom.dsl.run;

/** The compiled blocks of one script. The only type that generated classes implement. Safe for any number of threads. */
public interface Code {
    /** Runs block {@code block} of the script on {@code scene}. */
    void run(int block, Scene scene);
}
