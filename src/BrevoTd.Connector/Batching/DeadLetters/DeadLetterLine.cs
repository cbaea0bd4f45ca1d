using System.Buffers;
using System.Text.Json;
using BrevoTd.Connector.Mapping;

namespace BrevoTd.Connector.Batching;

/// <summary>A dead letter as one line of JSON, written and read.</summary>
internal static class DeadLetterLine
{
    private static readonly string[] s_required = ["sink", "record", "outcome", "cause", "time"];

    public static void Write(DeadLetter letter, ArrayBufferWriter<byte> output)
    {
        using (var json = new Utf8JsonWriter(output))
        {
            json.WriteStartObject();
            json.WriteString("sink", letter.SinkName);
            json.WriteNumber("record", letter.RecordNumber);
            json.WriteString("outcome", NameOf(letter.Outcome));
            json.WriteString("cause", letter.Cause.Value);
            json.WriteNumber("attempts", letter.Attempts);
            json.WriteString("time", letter.Time);
            if (letter.Key is not null)
            {
                json.WriteString("key", letter.Key);
            }

            if (letter.ProcessId is not null)
            {
                json.WriteString("process", letter.ProcessId);
            }

            if (letter.Partition is not null)
            {
                json.WritePropertyName("partition");
                json.WriteRawValue(letter.Partition);
            }

            if (letter.Failures.Count > 0)
            {
                json.WritePropertyName("failures");
                WriteFailures(json, letter.Failures);
            }

            WriteBody(json, letter);
            json.WriteEndObject();
        }

        output.Write("\n"u8);
    }

    public static void WriteFailures(Utf8JsonWriter json, IReadOnlyList<MappingFailure> failures)
    {
        json.WriteStartArray();
        foreach (var failure in failures)
        {
            json.WriteStartObject();
            json.WriteString("target", failure.Target);
            if (failure.Source is not null)
            {
                json.WriteString("source", failure.Source);
            }

            json.WriteString("code", failure.Code.Value);
            json.WriteString("message", failure.Message);
            json.WriteString("value_kind", failure.ValueKind);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>Reads a line.</summary>
    /// <returns>The letter; <see langword="null"/> when the line breaks off, as one does that a crash interrupted.</returns>
    /// <exception cref="JsonException">The line is whole and not a letter.</exception>
    public static DeadLetter? Read(ReadOnlySpan<byte> line)
    {
        if (!IsWhole(line))
        {
            return null;
        }

        var reader = new Utf8JsonReader(line);
        reader.Read();
        if (reader.TokenType is not JsonTokenType.StartObject)
        {
            throw new JsonException("It is no JSON object.");
        }

        var fields = new Fields();
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            reader.Read();
            fields.Set(name, ref reader, line);
        }

        return fields.ToLetter();
    }

    public static string NameOf(RecordOutcome outcome) =>
        outcome switch
        {
            RecordOutcome.Rejected => "rejected",
            RecordOutcome.Unverified => "unverified",
            RecordOutcome.Delivered => "delivered",
            _ => "dead_lettered",
        };

    public static RecordOutcome? OutcomeOf(string? name) =>
        name switch
        {
            "rejected" => RecordOutcome.Rejected,
            "unverified" => RecordOutcome.Unverified,
            "delivered" => RecordOutcome.Delivered,
            "dead_lettered" => RecordOutcome.DeadLettered,
            _ => null,
        };

    public static IReadOnlyList<MappingFailure> ReadFailures(ref Utf8JsonReader reader, long record)
    {
        var failures = new List<MappingFailure>();
        while (reader.Read() && reader.TokenType is JsonTokenType.StartObject)
        {
            string? target = null,
                source = null,
                code = null,
                message = null,
                kind = null;
            while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
            {
                var name = reader.GetString();
                reader.Read();
                switch (name)
                {
                    case "target":
                        target = reader.GetString();
                        break;
                    case "source":
                        source = reader.GetString();
                        break;
                    case "code":
                        code = reader.GetString();
                        break;
                    case "message":
                        message = reader.GetString();
                        break;
                    case "value_kind":
                        kind = reader.GetString();
                        break;
                    default:
                        reader.Skip();
                        break;
                }
            }

            failures.Add(new MappingFailure(record, target ?? "", source, new MappingFailureCode(code ?? ""), message ?? "", kind ?? ""));
        }

        return failures;
    }

    private static void WriteBody(Utf8JsonWriter json, DeadLetter letter)
    {
        if (letter.Body.IsEmpty)
        {
            return;
        }

        if (letter.Format is WireFormat.MessagePack)
        {
            json.WriteBase64String("body_base64", letter.Body.Span);
        }
        else
        {
            json.WritePropertyName("body");
            json.WriteRawValue(letter.Body.Span);
        }
    }

    /// <summary>Whether a JSON value ends where the line ends. A torn line is valid as far as it goes.</summary>
    private static bool IsWhole(ReadOnlySpan<byte> line)
    {
        var reader = new Utf8JsonReader(line, isFinalBlock: false, default);
        var depth = 0;
        while (reader.Read())
        {
            depth += reader.TokenType switch
            {
                JsonTokenType.StartObject or JsonTokenType.StartArray => 1,
                JsonTokenType.EndObject or JsonTokenType.EndArray => -1,
                _ => 0,
            };
            if (depth == 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>What has been read of a line so far. Members that are not known are left out, so that later versions may add some.</summary>
    private struct Fields
    {
        private readonly HashSet<string> _seen;
        private string? _sink;
        private string? _cause;
        private string? _key;
        private string? _process;
        private string? _partition;
        private long _record;
        private int _attempts;
        private RecordOutcome? _outcome;
        private DateTimeOffset _time;
        private IReadOnlyList<MappingFailure> _failures;
        private byte[]? _body;
        private WireFormat _format;

        public Fields()
        {
            _seen = [];
            _failures = [];
        }

        public void Set(string name, ref Utf8JsonReader reader, ReadOnlySpan<byte> line)
        {
            try
            {
                SetValue(name, ref reader, line);
            }
            catch (Exception exception) when (exception is InvalidOperationException or FormatException)
            {
                throw new JsonException($"Its member '{name}' has a value of the wrong kind.");
            }

            _seen.Add(name);
        }

        public readonly DeadLetter ToLetter()
        {
            foreach (var name in s_required)
            {
                if (!_seen.Contains(name))
                {
                    throw new JsonException($"It has no member '{name}'.");
                }
            }

            return new DeadLetter
            {
                SinkName = _sink ?? "",
                RecordNumber = _record,
                Outcome = _outcome ?? throw new JsonException("Its member 'outcome' is none of dead_lettered, rejected and unverified."),
                Cause = new OutcomeCause(_cause ?? ""),
                Attempts = _attempts,
                Time = _time,
                Key = _key,
                ProcessId = _process,
                Partition = _partition,
                Failures = _failures,
                Body = _body,
                Format = _format,
            };
        }

        private void SetValue(string name, ref Utf8JsonReader reader, ReadOnlySpan<byte> line)
        {
            switch (name)
            {
                case "sink":
                    _sink = reader.GetString();
                    break;
                case "record":
                    _record = reader.GetInt64();
                    break;
                case "outcome":
                    _outcome = OutcomeOf(reader.GetString());
                    break;
                case "cause":
                    _cause = reader.GetString();
                    break;
                case "attempts":
                    _attempts = reader.GetInt32();
                    break;
                case "time":
                    _time = reader.GetDateTimeOffset();
                    break;
                case "key":
                    _key = reader.GetString();
                    break;
                case "process":
                    _process = reader.GetString();
                    break;
                case "partition":
                    _partition = System.Text.Encoding.UTF8.GetString(RawValue(ref reader, line));
                    break;
                case "failures":
                    _failures = ReadFailures(ref reader, _record);
                    break;
                case "body":
                    _body = RawValue(ref reader, line).ToArray();
                    break;
                case "body_base64":
                    _body = reader.GetBytesFromBase64();
                    _format = WireFormat.MessagePack;
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        private static ReadOnlySpan<byte> RawValue(ref Utf8JsonReader reader, ReadOnlySpan<byte> line)
        {
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            return line[start..(int)reader.BytesConsumed];
        }
    }
}
