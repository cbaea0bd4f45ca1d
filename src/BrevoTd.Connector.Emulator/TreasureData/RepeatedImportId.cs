namespace BrevoTd.Connector.Emulator;

/// <summary>What <c>import_with_id</c> does when an id comes again with other bytes.</summary>
public enum RepeatedImportId
{
    /// <summary>Answers 200 and stores nothing, as for equal bytes: the id alone decides.</summary>
    Ignore,

    /// <summary>Answers 409 and stores nothing, so that a test notices ids that are not made from the content.</summary>
    Refuse,
}
