using BrevoTd.Connector.Brevo;

namespace BrevoTd.Connector.Batching;

/// <summary>How following a process ended: with its last state, or with the reason why that was not learned.</summary>
internal readonly record struct ProcessEnd(BrevoProcess? Process, OutcomeCause Problem);
