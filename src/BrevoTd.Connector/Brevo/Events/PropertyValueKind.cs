namespace BrevoTd.Connector.Brevo;

/// <summary>What a <see cref="PropertyValue"/> holds.</summary>
public enum PropertyValueKind
{
    /// <summary>No value.</summary>
    Null,

    /// <summary>A text; dates and times are texts too.</summary>
    Text,

    /// <summary>A number.</summary>
    Number,

    /// <summary>A truth value.</summary>
    Boolean,

    /// <summary>Several values in order.</summary>
    List,

    /// <summary>Values by name.</summary>
    Object,
}
