package io.carom.store.jdbc;

import io.carom.api.JournalException;
import io.carom.spi.Aside;
import io.carom.spi.AuditRow;
import io.carom.spi.IncidentChange;
import io.carom.spi.Readmission;
import io.carom.spi.UndoStep;
import java.sql.SQLException;
import java.util.List;

/** Writes what a batch has besides its decisions and incidents, within the batch's transaction. */
final class AsideWriter {
    private final Session session;
    private final Dialect dialect;

    AsideWriter(Session session, Dialect dialect) {
        this.session = session;
        this.dialect = dialect;
    }

    void write(List<Aside> asides) throws SQLException {
        IncidentTables incidents = new IncidentTables(session, dialect);
        boolean incidentChanged = false;
        for (Aside aside : asides) {
            if (aside instanceof AuditRow row) {
                new HandChanges(session, dialect).audit(row.act(), row.what(), row.about(), row.rows());
            } else if (aside instanceof UndoStep step) {
                UndoTables.step(session, step);
            } else if (aside instanceof Readmission readmission) {
                JdbcReadmissions.write(session, readmission);
            } else if (aside instanceof IncidentChange change) {
                incidents.write(change);
                incidentChanged = true;
            } else {
                throw new JournalException(
                        "this store cannot write a " + aside.getClass().getSimpleName(), false, null);
            }
        }
        if (incidentChanged) {
            incidents.next(IncidentTables.REVISION);
        }
    }
}
