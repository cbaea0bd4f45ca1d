namespace BrevoTd.Connector.Mapping;

/// <summary>What a rule does when its source has no value. Set per map and per rule.</summary>
/// <remarks>
/// A source can have no value in three ways. <b>Null</b>: the column is null, or the function returned <see langword="null"/>. <b>Absent</b>: the rows have no
/// such column, or a rule dropped the value. <b>Empty</b>: the text is empty, also after steps such as <c>Trim</c>; it counts as absent unless the <see cref="EmptyPolicy"/> says otherwise.
/// </remarks>
public enum NullPolicy
{
    /// <summary>The field is not written, so that the receiving service keeps what it has. The default.</summary>
    Omit,

    /// <summary>
    /// A null clears what the receiving service has: <c>""</c> in a contact, nil in a row; other maps refuse it. An absent or empty value is not written: a missing column never erases anything.
    /// </summary>
    Clear,

    /// <summary>The record fails, whether the value is null, absent or empty.</summary>
    Fail,
}
