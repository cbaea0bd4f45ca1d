namespace BrevoTd.Connector.Mapping;

/// <summary>The kinds of mapping failures. An open set: later versions add to it.</summary>
/// <param name="Value">The code as it stands in reports and dead letters.</param>
public readonly record struct MappingFailureCode(string Value)
{
    /// <summary>A required value is null or absent.</summary>
    public static MappingFailureCode Required { get; } = new("required");

    /// <summary>The value has another type than the rule reads, or cannot be converted to it.</summary>
    public static MappingFailureCode WrongType { get; } = new("wrong_type");

    /// <summary>A null value met <c>NullPolicy.Fail</c>.</summary>
    public static MappingFailureCode Null { get; } = new("null");

    /// <summary>A condition of <c>Must</c> does not hold.</summary>
    public static MappingFailureCode Must { get; } = new("must");

    /// <summary>The text is not a phone number of the given region.</summary>
    public static MappingFailureCode InvalidPhone { get; } = new("invalid_phone");

    /// <summary>The text is not an e-mail address.</summary>
    public static MappingFailureCode InvalidEmail { get; } = new("invalid_email");

    /// <summary>A user's function threw.</summary>
    public static MappingFailureCode Convert { get; } = new("convert");

    /// <summary>A look-up does not have the value among its keys.</summary>
    public static MappingFailureCode UnknownKey { get; } = new("unknown_key");

    /// <summary>An empty text met <c>EmptyPolicy.Fail</c>.</summary>
    public static MappingFailureCode Empty { get; } = new("empty");

    /// <summary>The record carries no identifier that the target needs.</summary>
    public static MappingFailureCode NoIdentifier { get; } = new("no_identifier");

    /// <summary>A part of the record is larger than the service takes: a text, a list, or an object as a whole.</summary>
    public static MappingFailureCode TooLarge { get; } = new("too_large");

    /// <summary>The text cannot be used as a name.</summary>
    public static MappingFailureCode InvalidName { get; } = new("invalid_name");

    /// <inheritdoc/>
    public override string ToString() => Value;
}
