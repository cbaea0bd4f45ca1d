namespace BrevoTd.Connector.Emulator.Brevo;

/// <summary>A segment: whoever meets its condition now. Set up by tests, as Brevo's are in the console; not kept in a folder.</summary>
internal sealed record Segment(int Id, string Name, string Category, long UpdatedAt, Func<BrevoEmulatorContact, bool> Condition);
