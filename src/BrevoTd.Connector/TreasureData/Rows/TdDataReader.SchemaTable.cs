using System.Collections.ObjectModel;
using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace BrevoTd.Connector.TreasureData;

public sealed partial class TdDataReader
{
    /// <inheritdoc/>
    public ReadOnlyCollection<DbColumn> GetColumnSchema()
    {
        var columns = new DbColumn[FieldCount];
        for (var i = 0; i < columns.Length; i++)
        {
            columns[i] = new ResultColumn(Schema[i], i, _types[i]);
        }

        return new ReadOnlyCollection<DbColumn>(columns);
    }

    /// <inheritdoc/>
    [UnconditionalSuppressMessage(
        "Trimming",
        "IL2111",
        Justification = "The column that holds types is of type System.Type, as ADO.NET prescribes; nothing looks into its members."
    )]
    public override DataTable GetSchemaTable()
    {
        var table = new DataTable("SchemaTable") { Locale = CultureInfo.InvariantCulture };
        table.Columns.Add(SchemaTableColumn.ColumnName, typeof(string));
        table.Columns.Add(SchemaTableColumn.ColumnOrdinal, typeof(int));
        table.Columns.Add(SchemaTableColumn.ColumnSize, typeof(int));
        table.Columns.Add(SchemaTableColumn.DataType, typeof(Type));
        table.Columns.Add(SchemaTableColumn.AllowDBNull, typeof(bool));
        table.Columns.Add(SchemaTableColumn.IsLong, typeof(bool));
        table.Columns.Add(SchemaTableColumn.IsUnique, typeof(bool));
        table.Columns.Add(SchemaTableColumn.IsKey, typeof(bool));
        table.Columns.Add(SchemaTableOptionalColumn.IsReadOnly, typeof(bool));
        table.Columns.Add("DataTypeName", typeof(string));
        for (var i = 0; i < FieldCount; i++)
        {
            var row = table.NewRow();
            row[SchemaTableColumn.ColumnName] = Schema[i].Name;
            row[SchemaTableColumn.ColumnOrdinal] = i;
            row[SchemaTableColumn.ColumnSize] = -1;
            row[SchemaTableColumn.DataType] = TdFieldTypes.ClrType(_types[i]);
            row[SchemaTableColumn.AllowDBNull] = true;
            row[SchemaTableColumn.IsLong] = false;
            row[SchemaTableColumn.IsUnique] = false;
            row[SchemaTableColumn.IsKey] = false;
            row[SchemaTableOptionalColumn.IsReadOnly] = true;
            row["DataTypeName"] = Schema[i].Type;
            table.Rows.Add(row);
        }

        table.AcceptChanges();
        return table;
    }

    private sealed class ResultColumn : DbColumn
    {
        public ResultColumn(TdColumn column, int ordinal, TdFieldType type)
        {
            ColumnName = column.Name;
            ColumnOrdinal = ordinal;
            DataTypeName = column.Type;
            DataType = TdFieldTypes.ClrType(type);
            AllowDBNull = true;
            IsReadOnly = true;
        }
    }
}
