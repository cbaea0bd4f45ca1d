using BrevoTd.Connector.Brevo;

namespace BrevoTd.Connector.Sync;

/// <summary>A line of an order.</summary>
/// <param name="Order">The order.</param>
/// <param name="Number">The place of the line in the order, from 1.</param>
/// <param name="Line">The line.</param>
public sealed record BrevoOrderLine(Order Order, int Number, OrderLine Line)
{
    /// <summary>The number of the line only.</summary>
    public override string ToString() => $"line {Number}";
}
