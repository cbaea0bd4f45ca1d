namespace BrevoTd.Connector.Brevo;

/// <summary>One row that an import refused, or a number of them where Brevo does not name the rows.</summary>
public sealed record ImportProblem
{
    /// <summary>The cause as Brevo names it, such as <c>invalid_emails</c> or <c>duplicate_phone_id</c>.</summary>
    public string? Cause { get; init; }

    /// <summary>The refused row; personal data. <see langword="null"/> where Brevo gives only a number.</summary>
    public CsvRow? Row { get; init; }

    /// <summary>How many rows this is: 1 with a <see cref="Row"/>.</summary>
    public long Count { get; init; } = 1;

    /// <summary>The cause and the number only.</summary>
    public override string ToString() => $"{nameof(ImportProblem)} {Cause}: {Count}";
}
