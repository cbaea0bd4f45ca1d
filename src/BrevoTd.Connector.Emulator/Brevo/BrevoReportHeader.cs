namespace BrevoTd.Connector.Emulator;

/// <summary>The first line of an import's reports.</summary>
public enum BrevoReportHeader
{
    /// <summary>Column names in capital letters: <c>EMAIL;FIRSTNAME</c>.</summary>
    Upper,

    /// <summary>Column names in small letters: <c>email;firstname</c>.</summary>
    Lower,

    /// <summary>No such line.</summary>
    None,
}
