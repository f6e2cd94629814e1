/** The Kafka sink: topics, records with their headers, and dead letters read back. */
package io.contactroutes.kafka;
