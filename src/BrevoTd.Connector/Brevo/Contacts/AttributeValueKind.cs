namespace BrevoTd.Connector.Brevo;

/// <summary>Kinds of values that a contact attribute can have.</summary>
public enum AttributeValueKind
{
    /// <summary>No value.</summary>
    Null,

    /// <summary>Text; dates are text too, as <c>YYYY-MM-DD</c>.</summary>
    Text,

    /// <summary>A whole number.</summary>
    Integer,

    /// <summary>A number with decimals.</summary>
    Number,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Boolean,

    /// <summary>Several texts, for a <c>multiple-choice</c> attribute.</summary>
    TextList,

    /// <summary>A shape that Brevo does not document for attributes; kept as JSON text.</summary>
    Other,
}
