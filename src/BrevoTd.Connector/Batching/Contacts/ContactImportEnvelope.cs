using System.Buffers;
using System.Text;
using System.Text.Json;
using BrevoTd.Connector.Mapping;

namespace BrevoTd.Connector.Batching;

/// <summary>What stands around the contacts of an import, and holds for all of them.</summary>
internal static class ContactImportEnvelope
{
    /// <summary>The body of a request up to its first contact.</summary>
    public static byte[] WritePrefix(ContactImportWriterOptions options, ContactPartition partition, bool clears)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            WriteShared(json, options, partition, clears);
            json.WriteBoolean("disableNotification", options.DisableNotification);
            json.WriteStartArray("jsonBody");
            json.Flush();
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>The same as a JSON object of its own, for a dead letter.</summary>
    public static string Describe(ContactImportWriterOptions options, ContactPartition partition, bool clears)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            WriteShared(json, options, partition, clears);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>Reads what <see cref="Describe"/> wrote.</summary>
    public static (ContactPartition Partition, bool Clears) Read(string text)
    {
        using var document = JsonDocument.Parse(text);
        var lists = new SortedSet<long>();
        if (document.RootElement.TryGetProperty("listIds", out var ids))
        {
            foreach (var id in ids.EnumerateArray())
            {
                lists.Add(id.GetInt64());
            }
        }

        if (lists.Count == 0)
        {
            throw new FormatException("It names no list.");
        }

        return (
            new ContactPartition([.. lists], IsSet("emailBlacklist") == true, IsSet("smsBlacklist") == true)
            {
                UpdatesExisting = IsSet("updateExistingContacts"),
            },
            IsSet("emptyContactsAttributes") == true
        );

        bool? IsSet(string name) => document.RootElement.TryGetProperty(name, out var flag) ? flag.GetBoolean() : null;
    }

    public static bool UpdatesExisting(ContactImportWriterOptions options, ContactPartition partition) =>
        partition.UpdatesExisting ?? options.UpdateExistingContacts;

    private static void WriteShared(Utf8JsonWriter json, ContactImportWriterOptions options, ContactPartition partition, bool clears)
    {
        json.WriteStartArray("listIds");
        foreach (var id in options.ListIds.Concat(partition.ListIds).Distinct())
        {
            json.WriteNumberValue(id);
        }

        json.WriteEndArray();
        var updates = UpdatesExisting(options, partition);
        json.WriteBoolean("updateExistingContacts", updates);
        json.WriteBoolean("emptyContactsAttributes", clears && updates);
        WriteFlag(json, "emailBlacklist", options.EmailBlacklist || partition.EmailBlocklisted);
        WriteFlag(json, "smsBlacklist", options.SmsBlacklist || partition.SmsBlocklisted);
    }

    /// <summary>Nobody is blocklisted or released by a flag that the caller did not set.</summary>
    private static void WriteFlag(Utf8JsonWriter json, string name, bool isSet)
    {
        if (isSet)
        {
            json.WriteBoolean(name, true);
        }
    }
}
