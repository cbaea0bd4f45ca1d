namespace BrevoTd.Connector.Mapping;

/// <summary>A place in an encoded record that names a person.</summary>
/// <param name="Role">By what: an e-mail address, a number, an id.</param>
/// <param name="Range">Where, as it was written.</param>
internal readonly record struct PersonField(FieldRole Role, FieldRange Range);
