namespace BrevoTd.Connector.Testing;

/// <summary>Where something can be given away.</summary>
internal enum CanaryChannel
{
    Log,
    Trace,
    Measurement,
    Exception,
}
