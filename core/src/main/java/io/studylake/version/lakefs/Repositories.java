package io.studylake.version.lakefs;

import io.lakefs.clients.sdk.RepositoriesApi;
import io.lakefs.clients.sdk.model.RepositoryCreation;
import io.studylake.text.Nearest;
import io.studylake.version.RefNames;
import io.studylake.version.RefNotFoundException;
import io.studylake.version.StoreUnavailableException;
import io.studylake.version.VersionStore;
import java.util.List;
import java.util.Optional;

/** The repositories of a server: one for each study. */
final class Repositories {
  private Repositories() {}

  static Repository existing(LakefsSettings settings, String name) {
    return open(
        settings,
        name,
        client -> {
          throw new RefNotFoundException(
              "Cannot open study '%s' on %s: there is no such repository.%s A new study is made with `studylake init --study %s`, or by deliver where studylake.lakefs.create-repositories is true."
                  .formatted(
                      name,
                      settings.endpoint(),
                      Nearest.to(name, names(client))
                          .map(" The nearest is '%s'."::formatted)
                          .orElse(""),
                      name));
        });
  }

  static Repository existingOrCreated(LakefsSettings settings, String name) {
    return open(settings, name, client -> create(client, name));
  }

  private interface Missing {
    io.lakefs.clients.sdk.model.Repository make(LakefsClient client);
  }

  private static Repository open(LakefsSettings settings, String name, Missing missing) {
    RefNames.repository(name);
    LakefsClient client = new LakefsClient(settings);
    try {
      return new Repository(client, find(client, name).orElseGet(() -> missing.make(client)));
    } catch (RuntimeException e) {
      client.close();
      throw e;
    }
  }

  private static Optional<io.lakefs.clients.sdk.model.Repository> find(
      LakefsClient client, String name) {
    try {
      return Optional.of(
          client.repeatable(() -> new RepositoriesApi(client.api()).getRepository(name).execute()));
    } catch (LakefsFailure e) {
      if (e.notFound()) {
        return Optional.empty();
      }
      throw e.unavailable("open study '%s'".formatted(name), client.settings());
    }
  }

  private static io.lakefs.clients.sdk.model.Repository create(LakefsClient client, String name) {
    String storage = client.settings().storageNamespace();
    if (storage.isEmpty()) {
      throw new StoreUnavailableException(
          "Cannot create a repository for study '%s': studylake.lakefs.storage-namespace is not set. Set it to where lakeFS may keep its objects, for example s3://bucket/lakefs."
              .formatted(name),
          null);
    }
    RepositoryCreation creation =
        new RepositoryCreation()
            .name(name)
            .storageNamespace(storage + "/" + name)
            .defaultBranch(VersionStore.MAIN);
    try {
      return client.once(
          () -> new RepositoriesApi(client.api()).createRepository(creation).execute());
    } catch (LakefsFailure e) {
      Optional<io.lakefs.clients.sdk.model.Repository> there =
          e.conflict() || e.passing() ? find(client, name) : Optional.empty();
      if (there.isPresent()) {
        // Somebody else was first, or the answer was lost.
        return there.get();
      }
      String what =
          "create a repository for study '%s' in %s"
              .formatted(name, creation.getStorageNamespace());
      throw e.badRequest()
          ? e.unavailable(
              what,
              client.settings(),
              "Set studylake.lakefs.storage-namespace to a place in a bucket that is there and that"
                  + " the server may write to.")
          : e.unavailable(what, client.settings());
    }
  }

  private static List<String> names(LakefsClient client) {
    try {
      return client
          .repeatable(
              () ->
                  new RepositoriesApi(client.api()).listRepositories().amount(Pages.PAGE).execute())
          .getResults()
          .stream()
          .map(io.lakefs.clients.sdk.model.Repository::getId)
          .toList();
    } catch (LakefsFailure e) {
      // Only a hint is lost: who may open a study need not be allowed to list all.
      return List.of();
    }
  }
}
