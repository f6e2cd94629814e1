/**
 * Keeps the state in a SQL database, SQLite or PostgreSQL: {@link io.contactroutes.database.JdbcState} opens it.
 *
 * <p>The tables ({@code *Table}) are the same in both; {@link io.contactroutes.database.Database} and
 * {@link io.contactroutes.database.ContactTable} hide what differs; {@link io.contactroutes.database.Migration} brings the
 * tables to the current version.
 */
package io.contactroutes.database;
