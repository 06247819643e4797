package vestibule.mail.status;

/** Delivery reports as mail systems send them. */
public final class Reports {

  private Reports() {}

  /** As Postfix writes it. */
  public static String postfix(String messageId, String status) {
    return String.join(
        "\r\n",
        "Return-Path: <>",
        "From: MAILER-DAEMON@relay.example (Mail Delivery System)",
        "Subject: Undelivered Mail Returned to Sender",
        "To: no-reply@example.org",
        "Auto-Submitted: auto-replied",
        "MIME-Version: 1.0",
        "Content-Type: multipart/report; report-type=delivery-status;",
        "\tboundary=\"4F2A.1700000000/relay.example\"",
        "Message-Id: <20261101120000.4F2A@relay.example>",
        "",
        "This is a MIME-encapsulated message.",
        "",
        "--4F2A.1700000000/relay.example",
        "Content-Description: Notification",
        "Content-Type: text/plain; charset=us-ascii",
        "",
        "I'm sorry to have to inform you that your message could not be delivered.",
        "",
        "--4F2A.1700000000/relay.example",
        "Content-Description: Delivery report",
        "Content-Type: message/delivery-status",
        "",
        "Reporting-MTA: dns; relay.example",
        "X-Postfix-Queue-ID: 4F2A",
        "Arrival-Date: Sun,  1 Nov 2026 12:00:00 +0000 (UTC)",
        "",
        "Final-Recipient: rfc822; ann@example.net",
        "Original-Recipient: rfc822;ann@example.net",
        "Action: failed",
        "Status: " + status,
        "Remote-MTA: dns; mx.example.net",
        "Diagnostic-Code: smtp; 550 " + status + " <ann@example.net>: Recipient address",
        "    rejected: User unknown in local recipient table",
        "",
        "--4F2A.1700000000/relay.example",
        "Content-Description: Undelivered Message Headers",
        "Content-Type: text/rfc822-headers",
        "",
        "Received: from id.example.org by relay.example",
        "From: Vestibule <no-reply@example.org>",
        "To: ann@example.net",
        "Message-ID: " + messageId,
        "",
        "--4F2A.1700000000/relay.example--",
        "");
  }

  /** As Exim writes it: the status says nothing, and the whole mail comes back. */
  public static String exim(String messageId, String said) {
    return String.join(
        "\n",
        "Auto-Submitted: auto-replied",
        "From: Mail Delivery System <Mailer-Daemon@relay.example>",
        "References: <unknown@relay.example>",
        "Content-Type: multipart/report; report-type=delivery-status; boundary=abc",
        "MIME-Version: 1.0",
        "Subject: Mail delivery failed: returning message to sender",
        "",
        "--abc",
        "Content-type: text/plain; charset=us-ascii",
        "",
        "A message that you sent could not be delivered.",
        "",
        "--abc",
        "Content-type: message/delivery-status",
        "",
        "Reporting-MTA: dns; relay.example",
        "",
        "Action: failed",
        "Final-Recipient: rfc822;ann@example.net",
        "Status: 5.0.0",
        "Remote-MTA: dns; mx.example.net",
        "Diagnostic-Code: smtp; " + said,
        "",
        "--abc",
        "Content-type: message/rfc822",
        "",
        "Return-path: <no-reply@example.org>",
        "Message-ID: " + messageId,
        "To: ann@example.net",
        "",
        "text",
        "",
        "--abc--",
        "");
  }
}
