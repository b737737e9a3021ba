/** The journal on SQLite, PostgreSQL and MariaDB; the only package that sees JDBC. */
@NullMarked
package io.carom.store.jdbc;

import org.jspecify.annotations.NullMarked;
