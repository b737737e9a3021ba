package io.carom.standalone.serve;

import io.carom.standalone.cli.JsonLine;
import io.javalin.http.Context;

/** Answers to programs. Stateless. */
final class Answers {
    private Answers() {}

    /** A refusal: a word for programs and a sentence for people. */
    static void refuse(Context context, int status, String word, String message) {
        json(context, status, JsonLine.of(json -> {
            json.writeStringProperty("error", word);
            json.writeStringProperty("message", message);
        }));
    }

    /** One object. */
    static void json(Context context, int status, String object) {
        context.status(status).contentType("application/json").result(object + "\n");
    }

    /** Lines of JSON. */
    static void lines(Context context, int status, String lines) {
        context.status(status).contentType("application/x-ndjson").result(lines);
    }
}
