using System.Globalization;
using System.Text;

namespace BrevoTd.Connector.Emulator.Sql;

/// <summary>A call whose arguments have been bound.</summary>
internal sealed class CallSite(Binder binder, CallExpr call, Scope scope, IReadOnlyList<Bound> arguments, int depth)
{
    public Binder Binder { get; } = binder;

    public CallExpr Call { get; } = call;

    public Scope Scope { get; } = scope;

    /// <summary>As the signature's types; a lambda's is its body.</summary>
    public IReadOnlyList<Bound> Arguments { get; } = arguments;

    public int Depth { get; } = depth;

    /// <summary>The name of the element that a lambda of this call runs over.</summary>
    public string Element => string.Create(CultureInfo.InvariantCulture, $"l{Depth}");

    public string this[int index] => Arguments[index].Sql;

    public SqlFailedException Error(string message) => Call.At.Error(message);

    /// <summary>Casts a piece of DuckDB's SQL as Trino would.</summary>
    public string Cast(string sql, TrinoType from, TrinoType to) =>
        Casts.Find(sql, from, to, Depth + 1) ?? throw Error($"Cannot cast {from} to {to}");

    public string Distinct
    {
        get
        {
            UsesDistinct = true;
            return Call.Distinct ? "DISTINCT " : "";
        }
    }

    public string Order
    {
        get
        {
            UsesOrder = true;
            return Call.OrderBy.Count == 0 ? "" : " ORDER BY " + string.Join(", ", Call.OrderBy.Select(o => Binder.BindOrder(o, Scope)));
        }
    }

    public string Nulls
    {
        get
        {
            UsesNulls = true;
            return Call.IgnoreNulls == true ? " IGNORE NULLS" : "";
        }
    }

    /// <summary>Whether the call was written with its DISTINCT, ORDER BY or IGNORE NULLS; one that is not must not be dropped.</summary>
    public bool UsesDistinct { get; private set; }

    public bool UsesOrder { get; private set; }

    public bool UsesNulls { get; private set; }

    /// <summary>FILTER and OVER, with a condition of the function's own.</summary>
    public string Tail(string? condition = null)
    {
        var filter = Call.Filter is null ? null : Binder.BindFilter(Call.Filter, Scope);
        var all = new[] { condition, filter }.Where(c => c is not null).ToArray();
        return (all.Length == 0 ? "" : $" FILTER (WHERE {string.Join(" AND ", all)})") + Binder.BindOver(Call, Scope);
    }

    /// <summary>
    /// Fills a template: {0}, {1}, … arguments, {e} the element of a lambda, {d} DISTINCT, {o} ORDER BY, {n} IGNORE NULLS, {t} FILTER and OVER.
    /// Other braces stay.
    /// </summary>
    public string Fill(string template)
    {
        var sql = new StringBuilder();
        for (var i = 0; i < template.Length; i++)
        {
            if (template[i] != '{' || i + 2 >= template.Length || template[i + 2] != '}')
            {
                sql.Append(template[i]);
                continue;
            }
            var key = template[i + 1];
            i += 2;
            sql.Append(
                key switch
                {
                    'e' => Element,
                    'd' => Distinct,
                    'o' => Order,
                    'n' => Nulls,
                    't' => Tail(),
                    _ => this[key - '0'],
                }
            );
        }
        return sql.ToString();
    }
}
