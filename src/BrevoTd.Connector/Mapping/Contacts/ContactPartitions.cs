using System.Text;
using System.Text.Json;

namespace BrevoTd.Connector.Mapping;

/// <summary>What contacts of one partition share, because an import has it for all its contacts only.</summary>
internal sealed record ContactPartition(IReadOnlyList<long> ListIds, bool EmailBlocklisted, bool SmsBlocklisted)
{
    /// <summary>Whether contacts that exist are updated, where that is not up to the writer's options.</summary>
    public bool? UpdatesExisting { get; init; }

    public static ContactPartition None { get; } = new([], EmailBlocklisted: false, SmsBlocklisted: false);
}

/// <summary>Tells what partitions mean, to any thread.</summary>
internal interface IContactPartitions
{
    ContactPartition this[int partition] { get; }
}

/// <summary>Gives every combination of lists and flags a number, from 1; 0 is none of them. The rules write the combination as JSON, which is looked up as it is.</summary>
internal sealed class ContactPartitions : IContactPartitions
{
    private readonly Dictionary<ulong, List<(byte[] Json, int Number)>> _byJson = [];
    private readonly Dictionary<string, int> _byMeaning = [];
    private readonly List<ContactPartition> _partitions = [ContactPartition.None];
    private byte[] _lastJson = [];
    private int _lastNumber;

    public ContactPartition this[int partition]
    {
        get
        {
            lock (_partitions)
            {
                return _partitions[partition];
            }
        }
    }

    /// <summary>The number of a combination. Called by the encoder alone.</summary>
    public int NumberOf(ReadOnlySpan<byte> json)
    {
        if (json.SequenceEqual(_lastJson))
        {
            return _lastNumber;
        }

        var hash = ByteHash.Of(json);
        if (!_byJson.TryGetValue(hash, out var entries))
        {
            _byJson[hash] = entries = [];
        }

        foreach (var entry in entries)
        {
            if (json.SequenceEqual(entry.Json))
            {
                (_lastJson, _lastNumber) = entry;
                return entry.Number;
            }
        }

        var added = (Json: json.ToArray(), Number: Add(json));
        entries.Add(added);
        (_lastJson, _lastNumber) = added;
        return added.Number;
    }

    /// <summary>The same lists in another order are the same partition.</summary>
    private int Add(ReadOnlySpan<byte> json)
    {
        var partition = Parse(json);
        var meaning = new StringBuilder()
            .AppendJoin(',', partition.ListIds)
            .Append(partition.EmailBlocklisted ? 'e' : '-')
            .Append(partition.SmsBlocklisted ? 's' : '-')
            .ToString();
        if (!_byMeaning.TryGetValue(meaning, out var number))
        {
            lock (_partitions)
            {
                number = partition.ListIds.Count == 0 && !partition.EmailBlocklisted && !partition.SmsBlocklisted ? 0 : _partitions.Count;
                if (number > 0)
                {
                    _partitions.Add(partition);
                }
            }

            _byMeaning[meaning] = number;
        }

        return number;
    }

    private static ContactPartition Parse(ReadOnlySpan<byte> json)
    {
        var ids = new SortedSet<long>();
        var (email, sms) = (false, false);
        var name = "";
        var reader = new Utf8JsonReader(json);
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    name = reader.GetString();
                    break;
                case JsonTokenType.Number:
                    ids.Add(reader.GetInt64());
                    break;
                case JsonTokenType.True when name == ContactFields.EmailFlag:
                    email = true;
                    break;
                case JsonTokenType.True:
                    sms = true;
                    break;
            }
        }

        return new ContactPartition([.. ids], email, sms);
    }
}
