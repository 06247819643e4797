/**
 * Every setting: its name, its meaning, its default and how it is read, a record a section. It owns
 * {@code docs/configuration.md}, which is made from the same declarations. It opens nothing and
 * decides nothing; who acts on a setting is decided where the server is built.
 */
package vestibule.config;
