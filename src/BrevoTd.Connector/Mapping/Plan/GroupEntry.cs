using System.Text;

namespace BrevoTd.Connector.Mapping;

/// <summary>An object or list of JSON with its members. It takes itself back when no member has written anything.</summary>
internal sealed class GroupEntry<T> : PlanEntry<T>
{
    private readonly MapObject _object;
    private readonly byte[] _opening;
    private readonly byte _closing;
    private readonly PlanEntry<T>[] _members;

    public GroupEntry(MapObject mapObject, PlanEntry<T>[] members)
        : base(
            new Field(
                Index: -1,
                mapObject.Path,
                Source: null,
                mapObject.Parent is { IsList: true } ? [(byte)','] : JsonFormat.EncodeName(mapObject.Name)
            )
        )
    {
        _object = mapObject;
        _members = members;
        _opening = Encoding.UTF8.GetBytes((mapObject.IsList ? "[" : "{") + mapObject.Constants);
        _closing = mapObject.IsList ? (byte)']' : (byte)'}';
    }

    public override void Write(in T record, EncodeContext context)
    {
        var buffer = context.Buffer;
        var before = context.Mark();
        var failures = context.FailureCount;
        _ = JsonFormat.WriteName(buffer, Field.Name, 0);
        var start = buffer.Count;
        buffer.Write(_opening);
        var opened = buffer.Count;
        foreach (var member in _members)
        {
            member.Write(in record, context);
        }

        if (buffer.Count == opened || (_object.NeedsAddress && context.LastAddress <= start))
        {
            context.TakeBack(before);
            if (_object.Missing is var (code, message) && context.FailureCount == failures)
            {
                context.AddFailure(_object.Path, source: null, code, message, "absent");
            }

            return;
        }

        buffer.Write(_closing);
        if (_object.Limit is not { } limit)
        {
            return;
        }

        context.FoundLimited(buffer.Count - start);
        if (IsTooLarge(limit, buffer.Written[start..]))
        {
            context.AddFailure(_object.Path, source: null, MappingFailureCode.TooLarge, limit.Message, _object.IsList ? "list" : "map");
        }
    }

    private static bool IsTooLarge(SizeLimit limit, ReadOnlySpan<byte> json) =>
        json.Length > limit.Max && (!limit.InCharacters || Encoding.UTF8.GetCharCount(json) > limit.Max);
}
