/**
 * Serves the documents of the API, OpenAPI 3.1 in {@code src/main/resources/openapi}, the page to
 * read and try them with, and the pages that {@code scripts/docs} makes of {@code docs}.
 *
 * <p>What a document says is held to what is served by the tests. Leaves pages in general and small
 * files to {@code web}.
 */
package vestibule.web.docs;
