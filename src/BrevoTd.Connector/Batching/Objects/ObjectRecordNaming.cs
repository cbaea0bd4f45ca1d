using System.Text.Json;

namespace BrevoTd.Connector.Batching;

/// <summary>By what a record of a custom object is named, read from its JSON.</summary>
internal enum ObjectRecordNaming
{
    /// <summary>It has no id: Brevo creates it anew each time.</summary>
    Unnamed,

    /// <summary>By the user's own id: Brevo creates or updates it.</summary>
    ByExternalId,

    /// <summary>By Brevo's id: it exists, or Brevo drops the record.</summary>
    ByBrevoId,
}

/// <summary>Reads <see cref="ObjectRecordNaming"/>.</summary>
internal static class ObjectRecordNamings
{
    /// <summary>Maps write the identifiers first.</summary>
    public static ObjectRecordNaming Of(ReadOnlySpan<byte> record)
    {
        var json = new Utf8JsonReader(record);
        if (
            !json.Read()
            || !json.Read()
            || json.TokenType != JsonTokenType.PropertyName
            || !json.ValueTextEquals("identifiers"u8)
            || !json.Read()
        )
        {
            return ObjectRecordNaming.Unnamed;
        }

        var naming = ObjectRecordNaming.Unnamed;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (json.ValueTextEquals("id"u8))
            {
                // It takes precedence over an external id beside it.
                return ObjectRecordNaming.ByBrevoId;
            }

            naming = ObjectRecordNaming.ByExternalId;
            _ = json.Read();
        }

        return naming;
    }
}
