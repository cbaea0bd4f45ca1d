namespace BrevoTd.Connector.TreasureData;

/// <summary>Makes something lasting of a value inside a list or map. It is called for null, too; see <see cref="TdValue.IsNull"/>.</summary>
/// <typeparam name="T">What the value becomes.</typeparam>
/// <param name="value">The value. It must not be kept.</param>
public delegate T TdValueReader<out T>(TdValue value);
