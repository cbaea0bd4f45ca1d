using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>How following a process ended: with its last state, or with the reason why that cannot be learned.</summary>
internal readonly record struct ProcessEnd(BrevoProcess? Process, ConnectorException? Problem);
