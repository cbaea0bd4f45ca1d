using BrevoTd.Connector.Brevo;

namespace BrevoTd.Connector.Mapping;

public abstract partial class ContactMap<T>
{
    /// <summary>
    /// The way back into Treasure Data: a map from Brevo's contacts to rows with the columns that this map reads. Steps that only normalise are left out (what comes back is normal already), others
    /// are undone; conditions of <c>When</c> and rules for values that are missing play no part. Phone numbers, which Brevo gives back without <c>+</c>, get it again.
    /// </summary>
    /// <param name="options">Which rules are left out, and the rows' time.</param>
    /// <exception cref="MapDefinitionException">A rule has no way back: a function, a hash, a text that was cut. The message names all of them.</exception>
    public RowMap<Contact> Reverse(ReverseOptions? options = null)
    {
        options ??= new ReverseOptions();
        var rules = Reversed(options, intoObjects: false);
        return new ReversedRowMap<Contact>(
            $"{Definition.Name}.Reverse",
            [.. rules.Select(static rule => (rule.Rule.Node.Root.Column!.Name, rule.Node))],
            options.Time ?? (static contact => contact.ModifiedAt ?? contact.CreatedAt)
        );
    }

    /// <summary>The way back into objects: makes a <typeparamref name="T"/> of each of Brevo's contacts, with the setters given to <see cref="MapBuilder{T}.From(Func{T, string}, Action{T, string})"/>. See <see cref="Reverse"/>.</summary>
    /// <param name="create">Makes an empty object.</param>
    /// <param name="options">Which rules are left out.</param>
    /// <exception cref="MapDefinitionException">A rule has no way back. The message names all of them.</exception>
    public ReverseMap<Contact, T> ReverseInto(Func<T> create, ReverseOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(create);
        return new ReverseMap<Contact, T>(Reversed(options ?? new ReverseOptions(), intoObjects: true), create);
    }

    private List<ReversedRule<Contact, T>> Reversed(ReverseOptions options, bool intoObjects) =>
        new MapReverser<Contact, T>(Definition, rule => ContactValueNodes.Of(rule, options), options, intoObjects).Reverse();
}
