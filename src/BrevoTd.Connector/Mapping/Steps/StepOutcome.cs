namespace BrevoTd.Connector.Mapping;

internal enum StepOutcome : byte
{
    Written,
    Unchanged,
    Failed,
}
