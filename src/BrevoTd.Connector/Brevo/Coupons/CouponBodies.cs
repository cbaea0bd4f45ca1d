using System.Text.Json;
using System.Text.Json.Serialization;

namespace BrevoTd.Connector.Brevo;

internal sealed record CouponCollectionCreatedAnswer
{
    public CouponCollectionId? Id { get; init; }
}

internal sealed record CouponsBody
{
    public required CouponCollectionId CollectionId { get; init; }

    public required IReadOnlyCollection<string> Coupons { get; init; }
}

/// <summary>A page of collections, in whichever shape it came.</summary>
[JsonConverter(typeof(CouponCollectionListConverter))]
internal sealed record CouponCollectionList(IReadOnlyList<CouponCollection> Collections);

/// <summary>The examples of the documents have <c>{"collections":[…]}</c>, their schema a single collection; a bare array would not surprise either.</summary>
internal sealed class CouponCollectionListConverter : JsonConverter<CouponCollectionList>
{
    public override CouponCollectionList Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        var root = document.RootElement;
        if (root.ValueKind == JsonValueKind.Object)
        {
            if (!root.TryGetProperty("collections", out var collections))
            {
                return new(root.TryGetProperty("id", out _) ? [Read(root)] : []);
            }

            root = collections;
        }

        return root.ValueKind switch
        {
            JsonValueKind.Array => new([.. root.EnumerateArray().Select(Read)]),
            JsonValueKind.Null => new([]),
            _ => throw new JsonException($"Expected coupon collections, found {root.ValueKind}."),
        };
    }

    public override void Write(Utf8JsonWriter writer, CouponCollectionList value, JsonSerializerOptions options) =>
        throw new NotSupportedException("Collections are only read.");

    private static CouponCollection Read(JsonElement element) =>
        element.Deserialize(CouponsJsonContext.Default.CouponCollection) ?? throw new JsonException("A coupon collection is null.");
}
