namespace BrevoTd.Connector.Brevo;

/// <summary>What Brevo would refuse or drop without a word, found before anything is sent.</summary>
internal static class OrderChecks
{
    public static void Check(UpsertOrderRequest order, string which, string parameter)
    {
        if (order is null)
        {
            throw new ArgumentException($"{which} is null. Leave it out.", parameter);
        }

        if (string.IsNullOrWhiteSpace(order.Id))
        {
            throw Missing(nameof(order.Id), "Fill it with the shop's id of the order");
        }

        if (string.IsNullOrWhiteSpace(order.Status))
        {
            throw Missing(nameof(order.Status), "Fill it with the order's state, such as completed");
        }

        if (order.CreatedAt == default || order.UpdatedAt == default)
        {
            throw Missing(order.CreatedAt == default ? nameof(order.CreatedAt) : nameof(order.UpdatedAt), "Fill it with the point in time");
        }

        if (order.Products is not { Count: > 0 })
        {
            throw Missing(nameof(order.Products), "Brevo asks for at least one line");
        }

        foreach (var line in order.Products)
        {
            if (string.IsNullOrWhiteSpace(line?.ProductId))
            {
                throw Missing(nameof(line.ProductId), "Every line names its product");
            }

            if (line.Quantity is null == line.QuantityFloat is null)
            {
                throw new ArgumentException(
                    $"{which} has a line that does not have exactly one of {nameof(line.Quantity)} and {nameof(line.QuantityFloat)}. Fill the first for whole units, the second for decimals.",
                    parameter
                );
            }
        }

        if (order.MetaInfo?.Values.Any(value => value.Kind is PropertyValueKind.List or PropertyValueKind.Object) == true)
        {
            throw new ArgumentException(
                $"{which} has a list or an object in {nameof(order.MetaInfo)}. Brevo takes texts, numbers and truth values there.",
                parameter
            );
        }

        ArgumentException Missing(string member, string remedy) => new($"{which} has no {member}. {remedy}.", parameter);
    }
}
