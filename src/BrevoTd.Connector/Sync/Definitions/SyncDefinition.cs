using System.Text;

namespace BrevoTd.Connector.Sync;

/// <summary>
/// What a job moves: from where, by which map, to where. Derive from it, write the steps in <see cref="Configure"/>, and register it with
/// <c>services.AddSync&lt;T&gt;()</c>; or make one with <see cref="From"/>.
/// </summary>
public abstract class SyncDefinition
{
    /// <summary>
    /// Name of the job: in reports and logs, and the one under which its store remembers how far it came. A job that gets another name begins anew.
    /// </summary>
    /// <value>Default: the name of the class in lower case with hyphens, such as <c>nightly-contacts</c> for <c>NightlyContacts</c>. Letters, digits, <c>.</c>, <c>-</c> and <c>_</c>, at most 50 characters.</value>
    public virtual string Name => NameOf(GetType());

    /// <summary>Writes the steps of the job. Called once, when the job is created; nothing may be read or sent here.</summary>
    /// <param name="sync">Where the steps are written; they run in this order, one after another.</param>
    protected abstract void Configure(SyncBuilder sync);

    /// <summary>Makes a definition of a delegate.</summary>
    /// <param name="name">Name of the job (<see cref="Name"/>).</param>
    /// <param name="configure">Writes the steps.</param>
    /// <returns>The definition.</returns>
    public static SyncDefinition From(string name, Action<SyncBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        return new InlineSyncDefinition(JobNames.Require(name, nameof(name)), configure);
    }

    /// <summary>Writes the steps into a builder.</summary>
    internal void WriteInto(SyncBuilder sync) => Configure(sync);

    private static string NameOf(Type type)
    {
        var name = new StringBuilder();
        var generic = type.Name.IndexOf('`', StringComparison.Ordinal);
        foreach (var c in generic < 0 ? type.Name : type.Name[..generic])
        {
            if (char.IsUpper(c) && name.Length > 0)
            {
                name.Append('-');
            }

            name.Append(char.ToLowerInvariant(c));
        }

        return name.ToString();
    }
}
