/**
 * The web server below the protocol: owns how Helidon is set up, and that nothing of it is
 * discovered. What is done with connections and requests is left to {@code vestibule.http}.
 */
package vestibule.http.engine;
