package io.studylake.catalog;

import java.io.Closeable;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.SortOrder;
import org.apache.iceberg.Table;
import org.apache.iceberg.Transaction;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.SupportsNamespaces;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.apache.iceberg.exceptions.NoSuchNamespaceException;
import org.apache.iceberg.exceptions.NoSuchTableException;

/** One branch of a {@link RefCatalog} as a catalog of one-level namespaces. */
final class BranchCatalog implements Catalog, SupportsNamespaces, Closeable {
  private final RefCatalog catalog;
  private final String branch;

  BranchCatalog(RefCatalog catalog, String branch) {
    this.catalog = catalog;
    this.branch = branch;
  }

  @Override
  public String name() {
    return catalog.name() + "." + branch;
  }

  @Override
  public List<TableIdentifier> listTables(Namespace namespace) {
    return inWords(
        () -> catalog.listTables(on(namespace)).stream().map(BranchCatalog::off).toList());
  }

  @Override
  public boolean tableExists(TableIdentifier identifier) {
    return catalog.tableExists(on(identifier));
  }

  @Override
  public boolean dropTable(TableIdentifier identifier) {
    return catalog.dropTable(on(identifier));
  }

  @Override
  public boolean dropTable(TableIdentifier identifier, boolean purge) {
    return catalog.dropTable(on(identifier), purge);
  }

  @Override
  public void renameTable(TableIdentifier from, TableIdentifier to) {
    catalog.renameTable(on(from), on(to));
  }

  @Override
  public Table loadTable(TableIdentifier identifier) {
    return inWords(() -> catalog.loadTable(on(identifier)));
  }

  @Override
  public Table registerTable(TableIdentifier identifier, String metadataLocation) {
    return inWords(() -> catalog.registerTable(on(identifier), metadataLocation));
  }

  @Override
  public TableBuilder buildTable(TableIdentifier identifier, Schema schema) {
    return new InWords(catalog.buildTable(on(identifier), schema));
  }

  @Override
  public void createNamespace(Namespace namespace, Map<String, String> properties) {
    inWords(
        () -> {
          catalog.createNamespace(on(namespace), properties);
          return true;
        });
  }

  @Override
  public List<Namespace> listNamespaces(Namespace namespace) {
    return inWords(
        () -> catalog.listNamespaces(on(namespace)).stream().map(BranchCatalog::off).toList());
  }

  @Override
  public Map<String, String> loadNamespaceMetadata(Namespace namespace) {
    return inWords(() -> catalog.loadNamespaceMetadata(on(namespace)));
  }

  @Override
  public boolean dropNamespace(Namespace namespace) {
    return catalog.dropNamespace(on(namespace));
  }

  @Override
  public boolean setProperties(Namespace namespace, Map<String, String> values) {
    return inWords(() -> catalog.setProperties(on(namespace), values));
  }

  @Override
  public boolean removeProperties(Namespace namespace, Set<String> keys) {
    return inWords(() -> catalog.removeProperties(on(namespace), keys));
  }

  @Override
  public void close() throws IOException {
    catalog.close();
  }

  private Namespace on(Namespace namespace) {
    String[] levels = new String[namespace.length() + 1];
    levels[0] = branch;
    System.arraycopy(namespace.levels(), 0, levels, 1, namespace.length());
    return Namespace.of(levels);
  }

  private TableIdentifier on(TableIdentifier identifier) {
    return TableIdentifier.of(on(identifier.namespace()), identifier.name());
  }

  private static Namespace off(Namespace namespace) {
    return Namespace.of(Arrays.copyOfRange(namespace.levels(), 1, namespace.length()));
  }

  private static TableIdentifier off(TableIdentifier identifier) {
    return TableIdentifier.of(off(identifier.namespace()), identifier.name());
  }

  /** Takes the branch out of the messages that the kit compares with its own names. */
  private <T> T inWords(Supplier<T> action) {
    try {
      return action.get();
    } catch (NoSuchTableException e) {
      throw new NoSuchTableException(e, "%s", words(e));
    } catch (NoSuchNamespaceException e) {
      throw new NoSuchNamespaceException(e, "%s", words(e));
    } catch (AlreadyExistsException e) {
      throw new AlreadyExistsException(e, "%s", words(e));
    }
  }

  private String words(RuntimeException e) {
    return e.getMessage().replace(branch + ".", "");
  }

  private final class InWords implements TableBuilder {
    private final TableBuilder builder;

    InWords(TableBuilder builder) {
      this.builder = builder;
    }

    @Override
    public TableBuilder withPartitionSpec(PartitionSpec spec) {
      builder.withPartitionSpec(spec);
      return this;
    }

    @Override
    public TableBuilder withSortOrder(SortOrder order) {
      builder.withSortOrder(order);
      return this;
    }

    @Override
    public TableBuilder withLocation(String location) {
      builder.withLocation(location);
      return this;
    }

    @Override
    public TableBuilder withProperties(Map<String, String> values) {
      builder.withProperties(values);
      return this;
    }

    @Override
    public TableBuilder withProperty(String key, String value) {
      builder.withProperty(key, value);
      return this;
    }

    @Override
    public Table create() {
      return inWords(builder::create);
    }

    @Override
    public Transaction createTransaction() {
      return inWords(builder::createTransaction);
    }

    @Override
    public Transaction replaceTransaction() {
      return inWords(builder::replaceTransaction);
    }

    @Override
    public Transaction createOrReplaceTransaction() {
      return inWords(builder::createOrReplaceTransaction);
    }
  }
}
