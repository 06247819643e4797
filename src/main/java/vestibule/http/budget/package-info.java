/**
 * Memory: owns how much of the heap connections and their requests may take, in all and for one
 * peer, and which connections are closed when it is short. Knows no sockets and no web server; the
 * owner of a connection says what it takes, and cuts it when it is told to.
 */
package vestibule.http.budget;
