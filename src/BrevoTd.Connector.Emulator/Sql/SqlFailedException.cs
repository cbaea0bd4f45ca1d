namespace BrevoTd.Connector.Emulator.Sql;

/// <summary>The statement is wrong, failed while it ran, or asks for what the emulator does not do; the message reads as Trino's.</summary>
internal sealed class SqlFailedException : Exception
{
    public SqlFailedException(string message)
        : base(message) { }

    public SqlFailedException(string message, Exception? inner)
        : base(message, inner) { }
}
