using System.Globalization;

namespace BrevoTd.Connector.Emulator.TreasureData;

/// <summary>A column type of the schema grammar: int, long, float, double, string, array&lt;T&gt;, map&lt;K,V&gt;.</summary>
internal sealed record ColumnType
{
    public static readonly ColumnType Int = new("int");
    public static readonly ColumnType Long = new("long");
    public static readonly ColumnType Float = new("float");
    public static readonly ColumnType Double = new("double");
    public static readonly ColumnType Text = new("string");

    private ColumnType(string name, ColumnType? key = null, ColumnType? element = null)
    {
        Name = name;
        Key = key;
        Element = element;
    }

    /// <summary>int, long, float, double, string, array or map.</summary>
    public string Name { get; }

    /// <summary>The key type of a map.</summary>
    public ColumnType? Key { get; }

    /// <summary>The element type of an array, or the value type of a map.</summary>
    public ColumnType? Element { get; }

    public bool IsArray => Name == "array";

    public bool IsMap => Name == "map";

    public bool IsInteger => Name is "int" or "long";

    public bool IsFloating => Name is "float" or "double";

    public static ColumnType ArrayOf(ColumnType element) => new("array", null, element);

    public static ColumnType MapOf(ColumnType key, ColumnType value) => new("map", key, value);

    /// <summary>Reads a type as schemas write it; false for anything outside the grammar.</summary>
    public static bool TryParse(string? text, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out ColumnType? type)
    {
        type = null;
        if (text is null)
        {
            return false;
        }

        var position = 0;
        return TryParse(text, ref position, out type) && position == text.Length;
    }

    /// <summary>The narrowest type for the values of both: whole numbers and fractions meet in double, anything else that differs in string.</summary>
    public static ColumnType Widen(ColumnType left, ColumnType right)
    {
        if (left.Equals(right))
        {
            return left;
        }

        if (left.IsArray && right.IsArray)
        {
            return ArrayOf(Widen(left.Element!, right.Element!));
        }

        if (left.IsMap && right.IsMap)
        {
            return MapOf(Widen(left.Key!, right.Key!), Widen(left.Element!, right.Element!));
        }

        if (left.IsInteger && right.IsInteger)
        {
            return Long;
        }

        if ((left.IsInteger || left.IsFloating) && (right.IsInteger || right.IsFloating))
        {
            return Double;
        }

        return Text;
    }

    public override string ToString() =>
        IsArray ? string.Create(CultureInfo.InvariantCulture, $"array<{Element}>")
        : IsMap ? string.Create(CultureInfo.InvariantCulture, $"map<{Key},{Element}>")
        : Name;

    private static bool TryParse(string text, ref int position, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out ColumnType? type)
    {
        type = null;
        SkipSpace(text, ref position);
        var start = position;
        while (position < text.Length && char.IsAsciiLetter(text[position]))
        {
            position++;
        }

        switch (text[start..position].ToLowerInvariant())
        {
            case "int":
                type = Int;
                break;
            case "long":
                type = Long;
                break;
            case "float":
                type = Float;
                break;
            case "double":
                type = Double;
                break;
            case "string":
                type = Text;
                break;
            case "array" when Accept(text, ref position, '<') && TryParse(text, ref position, out var element):
                if (Accept(text, ref position, '>'))
                {
                    type = ArrayOf(element);
                }

                break;
            case "map"
                when Accept(text, ref position, '<')
                    && TryParse(text, ref position, out var key)
                    && Accept(text, ref position, ',')
                    && TryParse(text, ref position, out var value):
                if (Accept(text, ref position, '>'))
                {
                    type = MapOf(key, value);
                }

                break;
        }

        SkipSpace(text, ref position);
        return type is not null;
    }

    private static bool Accept(string text, ref int position, char expected)
    {
        SkipSpace(text, ref position);
        if (position >= text.Length || text[position] != expected)
        {
            return false;
        }

        position++;
        return true;
    }

    private static void SkipSpace(string text, ref int position)
    {
        while (position < text.Length && text[position] == ' ')
        {
            position++;
        }
    }
}
