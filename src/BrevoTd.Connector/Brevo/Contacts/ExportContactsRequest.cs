using System.Text.Json.Serialization;

namespace BrevoTd.Connector.Brevo;

/// <summary>Contacts to export into a CSV file in one asynchronous process (<c>POST /contacts/export</c>).</summary>
public sealed record ExportContactsRequest
{
    /// <summary>Which contacts.</summary>
    [JsonPropertyName("customContactFilter")]
    public required ContactExportFilter Filter { get; init; }

    /// <summary>Names of the attributes that become columns, in capital letters; they must exist. Needed when <see cref="ExportMandatoryAttributes"/> is <see langword="false"/>.</summary>
    public IReadOnlyList<string>? ExportAttributes { get; init; }

    /// <summary>Whether the columns <c>EMAIL</c>, <c>ADDED_TIME</c> and <c>MODIFIED_TIME</c> are in the file. Default of Brevo's: <see langword="true"/>.</summary>
    public bool? ExportMandatoryAttributes { get; init; }

    /// <summary>Further columns that tell of the contact as a whole.</summary>
    public IReadOnlyList<ContactExportMetadata>? ExportMetadata { get; init; }

    /// <summary>Channels whose subscription status becomes a column.</summary>
    public IReadOnlyList<ContactExportSubscription>? ExportSubscriptionStatus { get; init; }

    /// <summary>Whether times are UTC. Otherwise they follow the account's time zone, which is no good to a program.</summary>
    /// <value>Default: <see langword="true"/>; Brevo's own is <see langword="false"/>.</value>
    [JsonPropertyName("exportDateInUTC")]
    public bool ExportDateInUtc { get; init; } = true;

    /// <summary>Whether to leave out the e-mail that tells the account's owner of the export.</summary>
    /// <value>Default: <see langword="true"/>; Brevo's own is <see langword="false"/>, which means an e-mail per export.</value>
    public bool DisableNotification { get; init; } = true;

    /// <summary>Address that Brevo calls when the process has ended. Its payload is not documented: take it as a hint and look at the process.</summary>
    public Uri? NotifyUrl { get; init; }

    /// <summary>The type's name only.</summary>
    public override string ToString() => nameof(ExportContactsRequest);
}
