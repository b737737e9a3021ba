package io.carom.standalone.simulate;

import io.carom.engine.simulate.Interval;
import io.carom.engine.simulate.SimulationReport;
import io.carom.engine.simulate.SimulationReport.Figure;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The figures of a report in words, the same on every kind of page. Stateless. */
final class Words {
    private Words() {}

    static String say(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    static String number(long value) {
        return say("%,d", value);
    }

    /** Where the seeds put it, where they differ: {@code 30 (28 to 33)}. */
    static String figure(Figure figure) {
        return figure.low() == figure.value() && figure.high() == figure.value()
                ? number(figure.value())
                : say("%,d (%,d to %,d)", figure.value(), figure.low(), figure.high());
    }

    static String percent(Interval interval) {
        return say("%.2f%% to %.2f%%", interval.low() * 100, interval.high() * 100);
    }

    static String small(long n) {
        return n < SimulationReport.SMALL ? "; a small number: do not rely on it" : "";
    }

    /** One line of the summary. */
    record Line(String name, String value, String more) {}

    static List<Line> summary(SimulationReport report) {
        List<Line> lines = new ArrayList<>();
        lines.add(new Line(
                "history",
                say(
                        "%,d events from %s to %s",
                        report.events(), String.valueOf(report.from()), String.valueOf(report.to())),
                report.warmed() == 0 ? "" : say("%,d earlier events warmed histories and windows", report.warmed())));
        lines.add(new Line("policies", report.baseline() + " -> " + report.candidate(), ""));
        lines.add(new Line(
                "changed",
                say("%s of %,d decisions", figure(report.figure("changed")), report.decisions()),
                percent(report.changedShare()) + " with 95 % confidence" + small(report.decisions())));
        SimulationReport.Subscribers subscribers = report.subscribers();
        long known = subscribers.kept() + subscribers.lost() + subscribers.regained();
        lines.add(new Line(
                "subscribers",
                say(
                        "kept %,d, lost %s, regained %s",
                        subscribers.kept(),
                        figure(report.figure("lost_subscribers")),
                        figure(report.figure("regained_subscribers"))),
                say(
                        "%+,d in all, %s of the known addresses with 95 %% confidence%s",
                        subscribers.regained() - subscribers.lost(), percent(report.netSubscribers()), small(known))));
        lines.add(new Line(
                "sends",
                say("added %s, spared %s", figure(report.figure("added_sends")), figure(report.figure("spared_sends"))),
                ""));
        lines.add(new Line(
                "mail",
                say("regained %s, lost %s", figure(report.figure("regained_mail")), figure(report.figure("lost_mail"))),
                say("the regained subscribers would have been sent about %,.0f messages more", report.expectedMail())));
        lines.add(recorded(report));
        return lines;
    }

    private static Line recorded(SimulationReport report) {
        SimulationReport.Modelled modelled = report.modelled();
        SimulationReport.Foretold foretold = modelled.foretold();
        String how = say(
                "%,d retries drawn, %s delivered; %,d follow from the record, %,d are recorded, %,d due after its end%s%s",
                modelled.retries().value(),
                figure(modelled.delivered()),
                modelled.implied(),
                modelled.found(),
                modelled.open(),
                modelled.guessed() == 0 ? "" : say("; %,d guessed", modelled.guessed()),
                foretold == null
                        ? ""
                        : say(
                                "; of %,d recorded retries the model expected %.1f%%, %.1f%% were delivered",
                                foretold.retries(), foretold.expected() * 100, foretold.delivered() * 100));
        return new Line("recorded", say("%.2f%% of the candidate's decisions", report.recorded() * 100), how);
    }

    /** What the intervals are. */
    static String legend(SimulationReport report) {
        return "(a to b): where a figure lies over 40 further seeds, the most extreme on each side left out; only figures that the "
                + "model touches have it. Seed " + report.seed() + ".";
    }
}
