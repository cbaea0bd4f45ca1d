namespace BrevoTd.Connector.Mapping;

/// <summary>An object or a list on the wire whose members are rules and further objects. It is left out when none of its members has a value.</summary>
internal sealed class MapObject(MapObject? parent, string name, string path, int rank, int position)
{
    public MapObject? Parent { get; } = parent;

    /// <summary>Name of the field; empty inside a list.</summary>
    public string Name { get; } = name;

    /// <summary>The path to it, such as <c>event_properties.shipping</c>; empty for the record itself.</summary>
    public string Path { get; } = path;

    /// <summary>What the map type puts first, regardless of the order in which the user writes.</summary>
    public int Rank { get; } = rank;

    /// <summary>Place among its parent's members, in the order written.</summary>
    public int Position { get; } = position;

    /// <summary>Whether the members have no names: a list.</summary>
    public bool IsList { get; init; }

    /// <summary>Members that are always the same, as JSON without braces. They alone do not make the object worth writing.</summary>
    public string Constants { get; init; } = "";

    /// <summary>What the names of members must look like; <see langword="null"/> for any.</summary>
    public NameRule? Names { get; init; }

    /// <summary>Whether objects can be members.</summary>
    public bool TakesObjects { get; init; } = true;

    /// <summary>Whether the service clears what it has when a member is written empty. It is so for a contact's fields and for columns of a row.</summary>
    public bool CanClear { get; set; }

    /// <summary>Whether it is only worth writing with an e-mail address in it.</summary>
    public bool NeedsAddress { get; init; }

    /// <summary>How large it may be.</summary>
    public SizeLimit? Limit { get; init; }

    /// <summary>What to say if no member has a value; <see langword="null"/> if it may be left out.</summary>
    public (MappingFailureCode Code, string Message)? Missing { get; init; }

    /// <summary>Whether it is the object with that path, or inside it.</summary>
    public bool IsWithin(string path) => Path == path || Parent is { } parent && parent.IsWithin(path);

    /// <summary>The path of a member.</summary>
    public string PathOf(string member) =>
        Path.Length == 0 ? member
        : IsList ? $"{Path}[{member}]"
        : $"{Path}.{member}";
}

/// <summary>How large an object may be as JSON.</summary>
/// <param name="Max">Bytes or characters.</param>
/// <param name="InCharacters">Whether characters count instead of bytes.</param>
/// <param name="Message">What to say of a larger one.</param>
internal sealed record SizeLimit(int Max, bool InCharacters, string Message);

/// <summary>What names that the user chooses must look like.</summary>
/// <param name="IsValid">Whether the name can be used.</param>
/// <param name="Message">What names must look like.</param>
internal sealed record NameRule(Func<string, bool> IsValid, string Message);
