using System.Runtime.InteropServices;
using System.Text.Json;

namespace BrevoTd.Connector.Mapping;

/// <summary>A part of the record as JSON, for a column of text.</summary>
internal sealed class JsonNode<T>(RuleSet<T> rules) : RuleNode<T>(FieldKind.Text)
{
    public override PlanEntry<T> Compile(EntryFactory<T> factory, BindContext<T> bind, Field field) =>
        new JsonColumnEntry<T>(rules.Compile(new EntryFactory<T, JsonFormat>(), bind, rules.Root), rules.Root.IsList, field);
}

/// <summary>Writes an object, or the one list that its rules write, as JSON text into a column.</summary>
internal sealed class JsonColumnEntry<T>(PlanEntry<T>[] entries, bool isList, Field field) : PlanEntry<T>(field)
{
    private readonly RecordBuffer _json = new();

    public override void Write(in T record, EncodeContext context)
    {
        var row = context.Buffer;
        var failures = context.FailureCount;
        _json.Clear();
        _json.Write(isList ? (byte)'[' : (byte)'{');
        context.Buffer = _json;
        foreach (var entry in entries)
        {
            entry.Write(in record, context);
        }

        context.Buffer = row;
        if (_json.Count > 1)
        {
            if (!isList)
            {
                _json.Write((byte)'}');
            }

            _ = RowFormat.WriteText(row, Field.Name, isList ? _json.Written[1..] : _json.Written);
        }
        else if (context.FailureCount == failures && context.Missing(Field, ValueState.Absent))
        {
            RowFormat.WriteCleared(row, Field.Name);
        }
    }
}

/// <summary>A JSON value that the user's function takes from the record, as text.</summary>
internal sealed class JsonElementTextNode<T>(Func<T, JsonElement?> function) : TextNode<T>
{
    protected override TextPipe<T> BindSource(BindContext<T> bind) => new Pipe(function);

    private sealed class Pipe(Func<T, JsonElement?> function) : TextPipe<T>
    {
        public override ValueState Read(in T record, EncodeContext context, out ReadOnlySpan<byte> value)
        {
            value = default;
            try
            {
                if (function(record) is not { ValueKind: not (JsonValueKind.Null or JsonValueKind.Undefined) } element)
                {
                    return ValueState.Null;
                }

                value = JsonMarshal.GetRawUtf8Value(element);
                return ValueState.Present;
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                return context.FailFunction("The rule's function", exception, "record");
            }
        }
    }
}
